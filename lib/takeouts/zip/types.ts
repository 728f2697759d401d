/** A file of an archive: stored as it is, so that its size and CRC-32 are all that the archive's layout depends on. */
export type ZipEntry = { path: string; sizeBytes: number; crc32: number }

/** What stands between two bytes of an archive: bytes of the archive's own, or a range of the file of an entry (`end` excluded). */
export type ZipPiece = { bytes: Buffer } | { entry: number; start: number; end: number }
