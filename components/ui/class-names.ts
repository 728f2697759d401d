import { type ClassValue, clsx } from 'clsx'

/** Joins class names. Which of two that set the same thing wins is up to the style sheet: what must win ends in `!`. */
export function classNames(...values: ClassValue[]): string {
  return clsx(values)
}
