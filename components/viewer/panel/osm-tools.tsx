import { useState } from 'react'
import { osmLinks, osmTags } from '@/lib/photos/osm-links'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { CopyText } from './copy-text'

/** The way of a mapper from the photo to the map: editors at its place, tags to copy. */
export function OsmTools({ photo }: { photo: PhotoDetailsFeature }) {
  const { isMatched, compassAngle, links: places } = photo.properties
  const key = isMatched && places.mapillary !== null ? photo.properties.key : null // OpenStreetMap has no use for a key that leads nowhere
  const tags = osmTags(key, compassAngle)
  const links = photo.geometry && osmLinks(photo.geometry.coordinates, key)
  return (
    <>
      {links && (
        <span className="flex flex-wrap gap-x-3 gap-y-1">
          <a className="text-link" href={links.openStreetMap} target="_blank" rel="noreferrer">
            The place
          </a>
          <a className="text-link" href={links.iD} target="_blank" rel="noreferrer">
            Edit in iD
          </a>
          <Josm key={photo.id} url={links.josm} />
          <a className="text-link" href={links.panoramax} target="_blank" rel="noreferrer">
            Photos on Panoramax
          </a>
        </span>
      )}
      {[tags.mapillary, tags.direction].map(
        (tag) =>
          tag && (
            <span key={tag} className="flex w-full items-center justify-between gap-2">
              <code className="break-all text-xs">{tag}</code>
              <CopyText name={`Copy ${tag}`} text={tag} />
            </span>
          ),
      )}
    </>
  )
}

/** JOSM listens on this computer when it runs and its remote control is switched on. */
function Josm({ url }: { url: string }) {
  const [state, setState] = useState<'asking' | 'open' | 'silent' | null>(null)
  async function open() {
    setState('asking')
    // JOSM answers for any origin; how it answers may not be read, but that it does.
    const isThere = await fetch(url, { mode: 'no-cors', signal: AbortSignal.timeout(5_000) }).then(
      () => true,
      () => false,
    )
    setState(isThere ? 'open' : 'silent')
  }
  return (
    <>
      <button type="button" className="text-link" onClick={open}>
        Edit in JOSM
      </button>
      <span role="status" className="w-full text-ink-muted text-xs">
        {state === 'asking' && 'Asking JOSM…'}
        {state === 'open' && 'JOSM loads the place.'}
        {state === 'silent' &&
          'JOSM does not answer. Start it on this computer, and switch on Preferences → Remote Control.'}
      </span>
    </>
  )
}
