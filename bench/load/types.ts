import type { Stack } from '@/tests/support/stack'

/** What visitors look at. */
export type LoadScene = {
  /** Addresses with how often they are asked for among a hundred requests. */
  mix: { paths: string[]; share: number }[]
  /** Pictures that take minutes to draw, each another. */
  bombs: string[]
}

export type LoadBench = {
  url: string
  stack: Pick<Stack, 'pidOf'>
  scene: LoadScene
  seconds: number // of each measure
  connections: number // of the crowd and of the flood
}
