import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  openSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'

/** A log and the one before it are at most so large each. */
export const LOG_LIMIT_BYTES = 5 * 1024 * 1024

/**
 * A log that begins anew before it grows beyond the limit; the one before stays as `<file>.1`. A line that cannot be written, on a full
 * disk for example, is lost: nothing waits for the log.
 * @param {string} file
 * @param {number} limitBytes
 */
export function openLogFile(file, limitBytes = LOG_LIMIT_BYTES) {
  let handle = openSync(file, 'a')
  let isOpen = true
  let size = fstatSync(handle).size

  function begin() {
    closeSync(handle)
    renameSync(file, `${file}.1`)
    handle = openSync(file, 'a')
    size = 0
  }

  return {
    write(line) {
      if (!isOpen) return // the last words of a part that was stopped
      const bytes = Buffer.from(`${line}\n`).subarray(0, limitBytes)
      try {
        if (size > 0 && size + bytes.length > limitBytes) begin()
        size += writeSync(handle, bytes)
      } catch {
        // See above.
      }
    },
    end() {
      isOpen = false
      closeSync(handle)
    },
  }
}

/**
 * Keeps a log within the limit that another process appends to and holds open: it is copied to `<file>.1` and emptied.
 * @param {string} file
 * @param {number} limitBytes
 */
export function boundLogFile(file, limitBytes = LOG_LIMIT_BYTES) {
  if (!existsSync(file) || statSync(file).size <= limitBytes) return
  copyFileSync(file, `${file}.1`)
  truncateSync(file)
}
