import { type MapGround, PLAIN_GROUND } from '@/lib/model/map-ground'

/** Says in MAP_STYLE_URL that nothing is to be loaded from outside. */
export const BUNDLED = 'bundled'

const STREETS = 'Streets'
const DEMO_WORLD = 'Demo world'
const RESERVED_NAMES = [STREETS, DEMO_WORLD, PLAIN_GROUND.name]

const OPEN_FREE_MAP = 'https://tiles.openfreemap.org/styles' // free, without a key: https://openfreemap.org

type Settings = {
  MAP_STYLE_URL?: string | undefined
  MAP_STYLE_DARK_URL?: string | undefined
  MAP_STYLES: { name: string; url: string }[]
  MTP_DEMO?: boolean
  MAPILLARY_API_URL?: string | undefined
}

/** The grounds of the map, the default one first. */
export function mapGrounds(settings: Settings): MapGround[] {
  const { MAP_STYLE_URL, MAP_STYLE_DARK_URL, MAP_STYLES } = settings
  const others = MAP_STYLES.map(({ name, url }): MapGround => ({ name, light: url, dark: url }))
  if (MAP_STYLE_URL === BUNDLED) return [PLAIN_GROUND, ...others]
  const streets: MapGround = {
    name: STREETS,
    light: MAP_STYLE_URL ?? `${OPEN_FREE_MAP}/liberty`,
    dark: MAP_STYLE_DARK_URL ?? MAP_STYLE_URL ?? `${OPEN_FREE_MAP}/dark`,
  }
  return [...demoGrounds(settings), streets, PLAIN_GROUND, ...others]
}

/** The world from which the demo draws its pictures: streets of the real one do not fit them. */
function demoGrounds({ MTP_DEMO, MAPILLARY_API_URL, MAP_STYLE_URL }: Settings): MapGround[] {
  if (!MTP_DEMO || MAPILLARY_API_URL === undefined || MAP_STYLE_URL !== undefined) return []
  const style = (theme: string) => new URL(`/map/style.json?theme=${theme}`, MAPILLARY_API_URL).href
  return [{ name: DEMO_WORLD, light: style('light'), dark: style('dark') }]
}

/** Reads `Name=https://…, Name=https://…`; null where that is not what was written. */
export function parseMapStyles(text: string): { name: string; url: string }[] | null {
  const styles = text.split(/,\s+/).map((entry) => {
    const [, name = '', url = ''] = /^([^=]{1,40})=(https?:\/\/\S+)$/.exec(entry.trim()) ?? []
    return { name: name.trim(), url }
  })
  const names = new Set(styles.map(({ name }) => name))
  const areSound = styles.every(({ name, url }) => name !== '' && URL.canParse(url)) && names.size === styles.length
  return areSound && !RESERVED_NAMES.some((name) => names.has(name)) ? styles : null
}
