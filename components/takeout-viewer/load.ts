import { HAND_OVER } from '@/lib/model/takeout-viewer'

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }

const values = new Map<string, unknown>()
const waiting = new Map<string, Waiting>()

/** Lets the files of the takeout hand over their values. Must run before any of them. */
export function receiveFiles(): void {
  Object.defineProperty(window, HAND_OVER, {
    value: (path: string, value: unknown) => {
      const reader = waiting.get(path)
      if (reader) reader.resolve(value)
      else values.set(path, value)
    },
  })
}

/** The value of a file that the page has loaded already; undefined: it is not there. */
export function takeValue<T>(path: string): T | undefined {
  const value = values.get(path) as T | undefined // our own files, written with the type that is asked for
  values.delete(path)
  return value
}

/** Loads a file and gives its value. Throws when the file is not there. */
function loadValue<T>(path: string): Promise<T> {
  const script = document.createElement('script')
  const loaded = new Promise<unknown>((resolve, reject) => {
    waiting.set(path, { resolve, reject })
    script.onerror = () => reject(new Error(`${path} is not there`))
    script.onload = () => reject(new Error(`${path} is damaged`)) // too late to matter when it has handed over its value
  })
  script.src = path
  document.head.append(script)
  return loaded.finally(() => {
    waiting.delete(path)
    script.remove()
  }) as Promise<T>
}

/** Loads files once; the `most` that were asked for last are remembered. */
export function rememberingLoader<T>(most: number): (path: string) => Promise<T> {
  const remembered = new Map<string, Promise<T>>()
  return (path) => {
    const loading = remembered.get(path) ?? loadValue<T>(path)
    remembered.delete(path)
    remembered.set(path, loading)
    loading.catch(() => remembered.delete(path))
    const [oldest] = remembered.keys()
    if (remembered.size > most && oldest !== undefined) remembered.delete(oldest)
    return loading
  }
}
