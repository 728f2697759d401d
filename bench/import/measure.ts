import { type Product, startProduct } from './product'
import { startUpstream, type Upstream } from './start-upstream'
import type { UpstreamOptions } from './upstream-options'

/** Runs `measure` with an upstream and a product of its own, and removes both. */
export async function withProduct<T>(
  options: UpstreamOptions,
  measure: (product: Product, upstream: Upstream) => Promise<T>,
): Promise<T> {
  const upstream = await startUpstream(options)
  try {
    const product = await startProduct(upstream)
    try {
      return await measure(product, upstream)
    } finally {
      await product.stop()
    }
  } finally {
    await upstream.stop()
  }
}

/** Imports the upstream's sequence of that place in its list; resolves with the seconds from the request to the end. */
export async function importSequence(product: Product, { sequenceKeys }: Upstream, at = 0): Promise<number> {
  const startedAt = performance.now()
  await product.ended(await product.request(sequenceKeys[at] ?? ''))
  return (performance.now() - startedAt) / 1000
}
