/** Where the ground is sampled: fine near the camera, coarse far away, at places that stay put from photo to photo. */
const RANGES = [
  { upToM: 14, everyM: 0.5 },
  { upToM: 48, everyM: 3 },
  { upToM: 240, everyM: 16 },
]

/** Stations from `fromM` to `toM` before or after the camera's own, ascending. */
export function stationsBetween(stationM: number, fromM: number, toM: number): number[] {
  const stations = new Set<number>([stationM + fromM, stationM + toM])
  let nearM = 0
  for (const { upToM, everyM } of RANGES) {
    for (const [low, high] of [
      [-upToM, -nearM],
      [nearM, upToM],
    ] as const) {
      for (let i = Math.ceil((stationM + low) / everyM); i * everyM <= stationM + high; i++) stations.add(i * everyM)
    }
    nearM = upToM
  }
  return [...stations]
    .filter((station) => station >= stationM + fromM && station <= stationM + toM)
    .sort((a, b) => a - b)
}
