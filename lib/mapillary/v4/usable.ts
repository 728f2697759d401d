export type Usable = ReturnType<typeof createUsable>

/** Maps entities to our terms. Those that cannot be used are left out with a warning. */
export function createUsable(warn: (message: string) => void) {
  return <T>(entities: unknown[], what: string, map: (entity: unknown) => T | null): T[] => {
    const mapped = entities.map(map).filter((item) => item !== null)
    if (mapped.length < entities.length) warn(`Mapillary sent ${entities.length - mapped.length} unusable ${what}`)
    return mapped
  }
}
