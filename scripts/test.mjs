// Everything that must hold, from nothing but Node: npm test. `--only unit,e2e` runs some of the stages.
import './node-version.mjs'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { build } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { install, runCommand } from './install.mjs'

const root = dirname(import.meta.dirname)
const reports = join(root, '.test')
const FAILED = { passed: 0, failed: 1, skipped: 0 }
const PASSED = { passed: 1, failed: 0, skipped: 0 }

const stages = {
  lint: async () => {
    const biome = await check('@biomejs/biome/bin/biome', 'check', '.', '--error-on-warnings')
    return biome.failed ? biome : check('knip/bin/knip.js')
  },
  types: async () => {
    const typegen = await check('next/dist/bin/next', 'typegen')
    return typegen.failed ? typegen : check('typescript/bin/tsc', '--noEmit')
  },
  unit: () => vitest('unit'),
  components: () => vitest('components'),
  contract: () => vitest('contract'),
  integration: () => vitest('integration'),
  build: async () => {
    await build()
    return { passed: 0, failed: 0, skipped: 0 }
  },
  crash: () => vitest('crash'),
  e2e: playwright,
}
const NEED_BUILD = ['crash', 'e2e']

const at = process.argv.indexOf('--only')
const only = at < 0 ? Object.keys(stages) : (process.argv[at + 1] ?? '').split(',')
const unknown = only.filter((name) => !(name in stages))
if (unknown.length) {
  console.error(`There is no stage ${unknown.join(', ')}. Stages: ${Object.keys(stages).join(', ')}`)
  process.exit(1)
}

const total = { passed: 0, failed: 0, skipped: 0 }
const summary = []
const told = [] // tests that failed, at their last try or at an earlier one
if (await stage('install', prepare)) {
  for (const [name, run] of Object.entries(stages)) {
    if (!only.includes(name) && !(name === 'build' && only.some((other) => NEED_BUILD.includes(other)))) continue
    const isBuilt = await stage(name, run)
    if (name === 'build' && !isBuilt) break // there is nothing that could be run
  }
}
console.log(`\n${[...told, '', ...summary].join('\n')}\n`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

/** Runs one stage and adds its counts up. A stage that crashes counts as one failure. */
async function stage(name, run) {
  console.log(`\n== ${name} ==`)
  const started = Date.now()
  const counts = await run().catch((error) => {
    console.error(error.message)
    return FAILED
  })
  for (const key of Object.keys(total)) total[key] += counts[key]
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const result = `${counts.passed} passed, ${counts.failed} failed${counts.flaky ? `, ${counts.flaky} flaky` : ''}`
  summary.push(`${name.padEnd(12)} ${result.padEnd(34)} ${seconds} s`)
  return counts.failed === 0
}

async function prepare() {
  await install()
  mkdirSync(reports, { recursive: true })
  if (only.includes('e2e')) process.env.PLAYWRIGHT_CHROMIUM = await ensureChromium()
  return { passed: 0, failed: 0, skipped: 0 }
}

async function check(tool, ...args) {
  return (await node(tool, ...args)) === 0 ? PASSED : FAILED
}

async function vitest(project) {
  const report = freshReport(project)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await node('vitest/vitest.mjs', 'run', '--project', project, ...reporters)
  const result = readReport(report)
  if (!result) return FAILED
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = result
  // A file that does not load and an error outside of any test have no failed test of their own.
  const brokenFiles = result.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length)
  const failed = numFailedTests + brokenFiles.length
  const tests = result.testResults.flatMap(({ name, message, assertionResults }) =>
    assertionResults.length
      ? assertionResults.map((test) => ({ ...test, file: name }))
      : { file: name, fullName: 'does not load', status: 'failed', failureMessages: [message] },
  )
  const flaky = tests.filter((test) => test.status === 'passed' && test.failureMessages.length)
  tell(
    'failed',
    tests.filter((test) => test.status === 'failed'),
  )
  tell('flaky', flaky)
  if (code !== 0 && failed === 0) told.push(`failed: ${project} › an error outside of any test, told where it happened`)
  return {
    passed,
    failed: Math.max(failed, code === 0 ? 0 : 1),
    skipped: numPendingTests + numTodoTests,
    flaky: flaky.length,
  }
}

async function playwright() {
  const report = freshReport('e2e')
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = report
  const code = await node('@playwright/test/cli.js', 'test', '--reporter=list,json')
  const result = readReport(report)
  if (!result) return FAILED
  const { stats } = result
  const tests = result.suites.flatMap((suite) => browserTests(suite))
  tell(
    'failed',
    tests.filter((test) => test.status === 'unexpected'),
  )
  tell(
    'flaky',
    tests.filter((test) => test.status === 'flaky'),
  )
  const failed = Math.max(stats.unexpected, code === 0 ? 0 : 1)
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped, flaky: stats.flaky }
}

/** The tests of a suite of Playwright's report, and of the suites in it, in the shape of Vitest's. */
function browserTests({ specs, suites = [] }) {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests.map(({ status, results }) => ({
      file: join(root, 'tests/e2e', file),
      fullName: title,
      status,
      failureMessages: results.flatMap(({ errors }) => errors.map(({ message }) => message)),
    })),
  )
  return [...own, ...suites.flatMap(browserTests)]
}

/** Keeps what the end of the run says of some tests: the file, the name, and how the first try failed. */
function tell(word, tests) {
  for (const { file, fullName, failureMessages } of tests) {
    const reason = stripVTControlCharacters(failureMessages[0] ?? '')
      .split('\n', 6)
      .join('\n    ')
    told.push(`${word}: ${relative(root, file)} › ${fullName}\n    ${reason}`)
  }
}

function node(tool, ...args) {
  return runCommand(process.execPath, [join(root, 'node_modules', tool), ...args])
}

function freshReport(name) {
  const file = join(reports, `${name}-report.json`)
  rmSync(file, { force: true })
  return file
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
