const NEWEST = 'order by p.captured_at desc nulls last, p.id desc limit 51'

/** Some of the searches as one would write them without `photo_search`. */
export const PLAIN_SEARCHES: Record<string, string> = {
  everything: `select p.id from photos p where p.is_public ${NEWEST}`,
  '360°': `select p.id from photos p where p.is_public and p.is_pano ${NEWEST}`,
  camera: `select p.id from photos p where p.is_public and lower(p.camera_make) = 'garmin' and lower(p.camera_model) = 'virb 360' ${NEWEST}`,
  'transport, sequence tag': `
    select p.id from photos p join sequences s on s.id = p.sequence_id
    where p.is_public and s.transport_type = 'Walk' and s.tags @> '{ridge}' ${NEWEST}`,
  'common tag': tagged('construction--flat--road'),
  'rare tag': tagged('regulatory--sign-900--g1'),
  'two tags': tagged('object--bench', 'warning--curve-left--g1'),
  altitude: `select p.id from photos p where p.is_public and p.altitude >= 1400 ${NEWEST}`,
  'most of a tag': `
    select p.id, count(*) from photos p join detections d on d.photo_id = p.id
    where p.is_public and d.value = 'object--bench' group by p.id order by count(*) desc, p.captured_at desc limit 51`,
}

function tagged(...values: string[]): string {
  const conditions = values.map(
    (value) => `exists (select from detections d where d.photo_id = p.id and d.value = '${value}')`,
  )
  return `select p.id from photos p where p.is_public and ${conditions.join(' and ')} ${NEWEST}`
}
