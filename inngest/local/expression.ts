import { Environment, EvaluationError } from '@marcbachmann/cel-js'

/** `event` is the event that started the run, `async` the one that came in later. */
type Scope = { event: unknown; async?: unknown }
export type Expression = (scope: Scope) => unknown

const environment = new Environment().registerVariable('event', 'dyn').registerVariable('async', 'dyn')

/**
 * Compiles an expression of CEL, the language of Inngest's expressions. Throws when it is none, or names anything but the two events.
 * A value that cannot be computed, for example since the event lacks a member, is undefined, which matches nothing.
 */
export function compileExpression(source: string): Expression {
  const evaluate = parse(source)
  return (scope) => {
    try {
      const value: unknown = evaluate(scope)
      return typeof value === 'bigint' ? Number(value) : value
    } catch (error) {
      if (error instanceof EvaluationError) return undefined
      throw error
    }
  }
}

function parse(source: string) {
  try {
    const parsed = environment.parse(source)
    const { error } = parsed.check()
    if (error) throw error
    return parsed
  } catch (cause) {
    throw new Error(`The embedded runner does not understand the expression "${source}"`, { cause })
  }
}
