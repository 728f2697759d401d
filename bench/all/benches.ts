/** What each benchmark is asked for, quick and in full. */
export const BENCHES: Record<string, { quick: string[]; full: string[] }> = {
  import: { quick: ['--only', 'time,beside,runner', '--size', 'quick'], full: [] },
  geo: { quick: ['--photos', '50000', '--only', 'tiles,search', '--keep'], full: ['--keep'] },
  viewer: { quick: ['--runs', '3', '--only', 'javascript,picture,map,next'], full: [] },
  pages: { quick: ['--quick', '--keep'], full: ['--photos', '2000000', '--keep'] },
  load: { quick: ['--seconds', '12', '--only', 'flood,loris', '--keep'], full: ['--keep'] },
  vault: { quick: ['--size', 'quick', '--only', 'pass,cap,requests,memory,restore,visitors'], full: [] },
}
