type FileHandle = { getFile: () => Promise<File> }
type FolderHandle = {
  getDirectoryHandle: (name: string) => Promise<FolderHandle>
  getFileHandle: (name: string) => Promise<FileHandle>
}

/** A folder that the user has opened: its files may be given to WebGL, which pictures of a page from a disk may not. */
export type OpenFolder = { find: (path: string) => Promise<File | null> }

/** Asks for the folder of the takeout; null when nothing was chosen. */
export async function openFolder(): Promise<OpenFolder | null> {
  const pick: unknown = Reflect.get(window, 'showDirectoryPicker') // Chromium's, not in TypeScript's library
  if (typeof pick !== 'function') return openByInput()
  try {
    return fromHandle(await pick.call(window, { id: 'takeout' }))
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    return openByInput()
  }
}

function fromHandle(root: FolderHandle): OpenFolder {
  return {
    async find(path) {
      const names = path.split('/')
      const file = names.pop() ?? ''
      try {
        let folder = root
        for (const name of names) folder = await folder.getDirectoryHandle(name)
        return await (await folder.getFileHandle(file)).getFile()
      } catch {
        return null // another folder was opened
      }
    },
  }
}

/** The way of browsers without a picker: all files of the folder at once. */
function openByInput(): Promise<OpenFolder | null> {
  const input = document.createElement('input')
  input.type = 'file'
  input.webkitdirectory = true
  return new Promise((resolve) => {
    input.oncancel = () => resolve(null)
    input.onchange = () => {
      const files = new Map([...(input.files ?? [])].map((file) => [withoutRoot(file.webkitRelativePath), file]))
      resolve({ find: async (path) => files.get(path) ?? null })
    }
    input.click()
  })
}

function withoutRoot(path: string): string {
  return path.slice(path.indexOf('/') + 1)
}
