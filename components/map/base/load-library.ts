import type { Protocol } from 'pmtiles'

let isReadingArchives = false
let reader: Promise<Protocol> | undefined

/** What reads `.pmtiles`, loaded when a style names one. */
function archives(): Promise<Protocol> {
  reader ??= import('pmtiles').then(({ Protocol: Reader }) => new Reader())
  return reader
}

/** MapLibre, loaded in the browser when the first map is shown. */
export async function loadLibrary() {
  const library = await import('maplibre-gl')
  // Bundlers hash the worker away from its siblings, so the build copies it to a fixed place (scripts/build.mjs).
  const workerUrl = `/maplibre/${library.getVersion()}/maplibre-gl-worker.mjs`
  if (library.getWorkerUrl() !== workerUrl) library.setWorkerUrl(workerUrl)
  if (!isReadingArchives) {
    isReadingArchives = true
    library.addProtocol('pmtiles', async (request, abort) => (await archives()).tile(request, abort))
  }
  return library
}

export type MapLibrary = Awaited<ReturnType<typeof loadLibrary>>
