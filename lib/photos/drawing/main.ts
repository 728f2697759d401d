import sharp from 'sharp'
import { drawHere } from './draw-here'
import type { DrawingAnswer, DrawingJob } from './types'
import { Undrawable } from './undrawable'

// The process that decodes foreign files: one picture at a time on one core, asked by drawing-process.ts.
sharp.concurrency(1)
sharp.cache(false)

process.on('message', async (job: DrawingJob) => {
  process.send?.(await answer(job))
})
process.on('disconnect', () => process.exit())

async function answer(job: DrawingJob): Promise<DrawingAnswer> {
  try {
    return { drawn: await draw(job) }
  } catch (error) {
    return { reason: error instanceof Undrawable ? error.reason : String(error) }
  }
}

async function draw(job: DrawingJob): Promise<Buffer[]> {
  if (job.draw === 'drawTiles') return drawHere.drawTiles(...job.of)
  return [await drawOne(job)]
}

function drawOne(job: Exclude<DrawingJob, { draw: 'drawTiles' }>): Promise<Buffer> {
  if (job.draw === 'drawPreview') return drawHere.drawPreview(...job.of)
  if (job.draw === 'drawBlurred') return drawHere.drawBlurred(...job.of)
  if (job.draw === 'drawWebp') return drawHere.drawWebp(...job.of)
  return job.draw === 'drawInner' ? drawHere.drawInner(...job.of) : drawHere.drawOriginal(...job.of)
}
