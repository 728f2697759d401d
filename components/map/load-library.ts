/** MapLibre, loaded in the browser when the first map is shown. */
export async function loadLibrary() {
  const library = await import('maplibre-gl')
  // Bundlers hash the worker away from its siblings, so the build copies it to a fixed place (scripts/build.mjs).
  const workerUrl = `/maplibre/${library.getVersion()}/maplibre-gl-worker.mjs`
  if (library.getWorkerUrl() !== workerUrl) library.setWorkerUrl(workerUrl)
  return library
}

export type MapLibrary = Awaited<ReturnType<typeof loadLibrary>>
