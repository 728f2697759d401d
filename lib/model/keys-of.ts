type KeyOf<Table> = Extract<keyof Table, string>

/** The keys of a table in their order, typed as a list that is not empty. Only for tables whose type names every key. */
export function keysOf<Table extends object>(table: Table): readonly [KeyOf<Table>, ...KeyOf<Table>[]] {
  return Object.keys(table) as [KeyOf<Table>, ...KeyOf<Table>[]]
}

/** A table with the same keys, each value made from its key. */
export function mapKeys<Table extends object, Value>(
  table: Table,
  make: (key: KeyOf<Table>) => Value,
): Record<KeyOf<Table>, Value> {
  return Object.fromEntries(keysOf(table).map((key) => [key, make(key)])) as Record<KeyOf<Table>, Value>
}
