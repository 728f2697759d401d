import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/chromium.mjs'

const executablePath = await findChromium()

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/support/e2e-setup.ts',
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 1, // a test that passes only then is counted as flaky, and told in the summary
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: 'chromium',
    serviceWorkers: 'block', // its requests cannot be watched or held up; the test of the page without a connection has one
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Records each step for a look at a failure, and costs a fifth of the time: TRACE=1 npx playwright test
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    contextOptions: { reducedMotion: 'reduce' }, // the map goes where it is sent at once
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        '--use-angle=swiftshader', // WebGL without a graphics card
        '--enable-unsafe-swiftshader',
        '--disable-gpu-rasterization', // an emulated card draws pages at three times the cost
        '--disable-gpu-compositing',
      ],
    },
  },
})
