import { type Line, mean } from './line'
import { importSequence, withProduct } from './measure'

const LATENCY_MS = 50
const TOLERANCE = 0.1

/** All but `photos`: of one photo. */
type Sample = { photos: number; ms: number; cpuMs: number; rows: number; app: number; runner: number }

/**
 * What a photo costs in sequences of growing length: time, rows written, statements. Every size on an empty product; all but the longest
 * before and after it, so that what else the machine does weighs on both sides.
 */
export async function measureGrowth({ sizes }: { sizes: number[] }): Promise<Line[]> {
  const samples: Sample[] = []
  for (const photos of [...sizes, ...sizes.toReversed().slice(1)]) samples.push(await measure(photos))
  const bySize = sizes.map((photos) => average(samples.filter((sample) => sample.photos === photos)))
  return bySize.flatMap((sample, index) => {
    const smaller = bySize[index - 1]
    return smaller ? [growthLine(sample, smaller, samples)] : []
  })
}

function measure(photos: number): Promise<Sample> {
  const options = { sequences: [{ photos, originalBytes: 10_000 }], latencyMs: LATENCY_MS }
  return withProduct(options, async (product, upstream) => {
    const rowsBefore = await product.rowsWritten()
    await product.resetStatements()
    const cpuBefore = product.cpuSeconds()
    const seconds = await importSequence(product, upstream)
    const cpuMs = (product.cpuSeconds() - cpuBefore) * 1000
    const { app, runner } = await product.statements()
    const rows = (await product.rowsWritten()) - rowsBefore
    const each = (value: number) => value / photos
    return {
      photos,
      ms: each(seconds * 1000),
      cpuMs: each(cpuMs),
      rows: each(rows),
      app: each(app),
      runner: each(runner),
    }
  })
}

function average(samples: Sample[]): Sample {
  const of = (name: keyof Sample) => mean(samples.map((sample) => sample[name]))
  return {
    photos: of('photos'),
    ms: of('ms'),
    cpuMs: of('cpuMs'),
    rows: of('rows'),
    app: of('app'),
    runner: of('runner'),
  }
}

/** An import's fixed costs weigh on short sequences; what must not grow is the cost of each further photo. */
function growthLine(sample: Sample, smaller: Sample, samples: Sample[]): Line {
  const growth = (name: 'ms' | 'cpuMs' | 'rows') => sample[name] / smaller[name] - 1
  const [time, cpu, rows] = [growth('ms'), growth('cpuMs'), growth('rows')]
  return {
    name: `Growth to ${sample.photos}`,
    measured: describe(sample),
    baseline: describe(smaller),
    goal: `time and rows ≤ +${TOLERANCE * 100} %: ${percent(time)} (processor ${percent(cpu)}), ${percent(rows)}`,
    isMet: time <= TOLERANCE && rows <= TOLERANCE,
    values: { sample, smaller, time, cpu, rows, samples },
  }
}

function describe({ photos, ms, cpuMs, rows, app, runner }: Sample): string {
  const time = `${ms.toFixed(2)} ms, ${cpuMs.toFixed(2)} ms of processor`
  return `${photos}: ${time}, ${rows.toFixed(1)} rows, ${app.toFixed(2)} + ${runner.toFixed(2)} statements a photo`
}

function percent(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(0)} %`
}
