import { build } from '../../scripts/build.mjs'
import { removeLeftovers } from './stack'

/** The crash tests run the built product. */
export default async function setUp() {
  await removeLeftovers()
  await build()
}
