import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    testTimeout: 60_000, // many times what a test takes: it ends what hangs, and a busy machine breaks nothing
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } }, // the default is a second
    maxWorkers: '100%', // the default leaves one core idle, half of a small machine
    isolate: false, // loading the modules anew for each file takes longer than the tests
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: {
          name: 'components',
          include: ['tests/components/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          isolate: true, // each file has a document of its own
          setupFiles: ['tests/support/components-setup.ts'],
        },
      },
      { extends: true, test: { name: 'contract', include: ['tests/contract/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          retry: 1, // a test that passes only then is told in the summary as flaky
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['tests/real/**/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engines',
          include: ['tests/engines/**/*.test.ts'],
          globalSetup: ['tests/support/engines-setup.ts'],
          hookTimeout: 300_000, // the build
        },
      },
      {
        extends: true,
        test: {
          name: 'crash',
          retry: 1,
          include: ['tests/crash/**/*.test.ts'],
          globalSetup: ['tests/support/crash-setup.ts'],
        },
      },
    ],
  },
})
