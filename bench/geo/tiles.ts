import type { Line } from '../import/line'
import type { GeoBench } from './bench'

export async function measureTiles(_bench: GeoBench): Promise<Line[]> {
  return []
}
