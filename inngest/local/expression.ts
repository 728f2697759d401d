/** `event` is the event that started the run, `async` the one that came in later. */
export type Scope = { event: unknown; async?: unknown }
export type Expression = (scope: Scope) => unknown

const TOKEN =
  /\s*(?:(?<operator>==|!=|&&|\|\||[()])|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?)|(?<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(?<end>$))/y

type Token = { kind: string; value: string }

/**
 * The part of CEL that our functions use: paths, literals, `==`, `!=`, `&&`, `||` and parentheses.
 * A comparison with something that is missing is false. Throws on anything else.
 */
export function compileExpression(source: string): Expression {
  const tokens = tokenize(source)
  let position = 0
  const isNext = (...values: string[]) =>
    tokens[position]?.kind === 'operator' && values.includes(tokens[position]?.value ?? '')

  function either(): Expression {
    const parts = [both()]
    while (isNext('||')) {
      position++
      parts.push(both())
    }
    return parts.length === 1 ? first(parts) : (scope) => parts.some((part) => part(scope) === true)
  }

  function both(): Expression {
    const parts = [comparison()]
    while (isNext('&&')) {
      position++
      parts.push(comparison())
    }
    return parts.length === 1 ? first(parts) : (scope) => parts.every((part) => part(scope) === true)
  }

  function comparison(): Expression {
    const left = operand()
    if (!isNext('==', '!=')) return left
    const wantsEqual = tokens[position++]?.value === '=='
    const right = operand()
    return (scope) => {
      const [a, b] = [left(scope), right(scope)]
      return a !== undefined && b !== undefined && (a === b) === wantsEqual
    }
  }

  function operand(): Expression {
    if (isNext('(')) {
      position++
      const inner = either()
      if (!isNext(')')) throw unsupported(source)
      position++
      return inner
    }
    const token = tokens[position++]
    if (token?.kind === 'path') return pathOf(token.value)
    const value = literal(token, source)
    return () => value
  }

  const compiled = either()
  if (tokens[position]?.kind !== 'end') throw unsupported(source)
  return compiled
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  while (tokens.at(-1)?.kind !== 'end') {
    const found = Object.entries(pattern.exec(source)?.groups ?? {}).find(([, value]) => value !== undefined)
    if (!found) throw unsupported(source)
    tokens.push({ kind: found[0], value: found[1] })
  }
  return tokens
}

function pathOf(path: string): Expression {
  const constants: Record<string, unknown> = { true: true, false: false, null: null }
  if (path in constants) return () => constants[path]
  const [root, ...names] = path.split('.')
  if (root !== 'event' && root !== 'async') throw unsupported(path)
  return (scope) => names.reduce(member, scope[root])
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}

function literal(token: Token | undefined, source: string): string | number {
  if (token?.kind === 'text') return token.value.slice(1, -1).replace(/\\(.)/g, '$1')
  if (token?.kind === 'number') return Number(token.value)
  throw unsupported(source)
}

function first(parts: Expression[]): Expression {
  return parts[0] ?? (() => undefined)
}

function unsupported(source: string): Error {
  return new Error(`The embedded runner does not understand the expression "${source}"`)
}
