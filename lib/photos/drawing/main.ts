import sharp from 'sharp'
import { drawOriginal, drawPreview } from './draw'
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
    const isOriginal = 'path' in job
    return { drawn: await (isOriginal ? drawOriginal(job.path, job.width) : drawPreview(job.picture, job.isPano)) }
  } catch (error) {
    return { reason: error instanceof Undrawable ? error.reason : String(error) }
  }
}
