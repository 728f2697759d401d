import { firefox } from '../engines/firefox'
import { webkit } from '../engines/webkit'
import setUpPages from './e2e-setup'

/** The product that the engines open; where none is installed nothing is built and started. */
export default async function setUp() {
  if ([firefox, webkit].every((engine) => engine.missing())) return
  return setUpPages()
}
