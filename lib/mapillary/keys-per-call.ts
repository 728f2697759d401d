/** Mapillary takes comma lists of keys in the URL; 200 keys of 22 characters fit in every server's limit (docs/mapillary.md). */
export const KEYS_PER_CALL = 200
