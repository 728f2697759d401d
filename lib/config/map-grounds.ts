import { type MapGround, PLAIN_GROUND } from '@/lib/model/map-ground'

/** Says in MAP_STYLE_URL that nothing is to be loaded from outside. */
export const BUNDLED = 'bundled'

const OPEN_FREE_MAP = 'https://tiles.openfreemap.org/styles' // free, without a key: https://openfreemap.org

type Settings = {
  MAP_STYLE_URL?: string | undefined
  MAP_STYLE_DARK_URL?: string | undefined
  MAP_STYLES: { name: string; url: string }[]
}

/** The grounds of the map, the default one first. */
export function mapGrounds({ MAP_STYLE_URL, MAP_STYLE_DARK_URL, MAP_STYLES }: Settings): MapGround[] {
  const others = MAP_STYLES.map(({ name, url }): MapGround => ({ name, light: url, dark: url }))
  if (MAP_STYLE_URL === BUNDLED) return [PLAIN_GROUND, ...others]
  const streets: MapGround = {
    name: 'Streets',
    light: MAP_STYLE_URL ?? `${OPEN_FREE_MAP}/liberty`,
    dark: MAP_STYLE_DARK_URL ?? MAP_STYLE_URL ?? `${OPEN_FREE_MAP}/dark`,
  }
  return [streets, PLAIN_GROUND, ...others]
}

/** Reads `Name=https://…, Name=https://…`; null where that is not what was written. */
export function parseMapStyles(text: string): { name: string; url: string }[] | null {
  const styles = text.split(/,\s+/).map((entry) => {
    const [, name = '', url = ''] = /^([^=]{1,40})=(https?:\/\/\S+)$/.exec(entry.trim()) ?? []
    return { name: name.trim(), url }
  })
  const names = new Set(styles.map(({ name }) => name))
  const areSound = styles.every(({ name, url }) => name !== '' && URL.canParse(url)) && names.size === styles.length
  return areSound && !names.has(PLAIN_GROUND.name) && !names.has('Streets') ? styles : null
}
