/** Prints one value: as JSON for programs, else as words. */
export function print(isJson, value, words) {
  console.log(isJson ? JSON.stringify(value) : words)
}

/** Rows as aligned columns. Control characters, which could drive the terminal, are left out. */
export function table(rows) {
  const texts = rows.map((row) => row.map((cell) => plain(String(cell ?? ''))))
  const widths = texts[0]?.map((_, column) => Math.max(...texts.map((row) => row[column].length))) ?? []
  return texts
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function plain(text) {
  return text.replace(/\p{Cc}/gu, ' ')
}

/** `████░░░░ 12 of 40` */
export function bar(done, total, width = 24) {
  if (total === null) return 'not read yet'
  const filled = total === 0 ? width : Math.floor((done / total) * width)
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${total}`
}

export function bytes(count) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = count
  while (value >= 1000 && units.length > 1) {
    value /= 1000
    units.shift()
  }
  return `${value < 10 && units[0] !== 'B' ? value.toFixed(1) : Math.round(value)} ${units[0]}`
}
