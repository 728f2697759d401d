import type { SphereCamera } from '@/components/viewer/sphere/sphere-camera'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import { compileProgram } from './shader'

const WHOLE: PanoramaCrop = { left: 0, top: 0, width: 1, height: 1 }

const VERTEX = `#version 300 es
in vec2 corner;
out vec2 place;
void main() {
  place = corner;
  gl_Position = vec4(corner, 0.0, 1.0);
}`

// The axes are those of sphere-camera.ts, so that outlines lie where the picture has the thing.
const FRAGMENT = `#version 300 es
precision highp float;
in vec2 place;
out vec4 colour;
uniform sampler2D picture;
uniform vec2 look;  // yaw, pitch
uniform vec2 reach; // half of the frame, at a distance of one
uniform vec4 crop;  // left, top, width, height
const float PI = 3.141592653589793;
vec3 direction(float yaw, float pitch) {
  return vec3(-cos(pitch) * sin(yaw), sin(pitch), cos(pitch) * cos(yaw));
}
void main() {
  vec3 right = direction(look.x + PI / 2.0, 0.0);
  vec3 up = direction(look.x, look.y + PI / 2.0);
  vec3 seen = normalize(direction(look.x, look.y) + right * place.x * reach.x + up * place.y * reach.y);
  float across = atan(-seen.x, seen.z) / (2.0 * PI) + 0.5;
  float down = 0.5 - asin(clamp(seen.y, -1.0, 1.0)) / PI;
  vec2 at = vec2(fract(across - crop.x) / crop.z, (down - crop.y) / crop.w);
  bool isPicture = at.x >= 0.0 && at.x <= 1.0 && at.y >= 0.0 && at.y <= 1.0;
  colour = isPicture ? textureLod(picture, at, 0.0) : vec4(0.05, 0.06, 0.05, 1.0);
}`

export type Panorama = {
  canvas: HTMLCanvasElement
  /** Shows a picture of which may be read what it is: one of a `data:` URL, or of an opened folder. */
  setPicture: (picture: TexImageSource, crop: PanoramaCrop | undefined) => void
  draw: (camera: SphereCamera) => void
  maxWidth: number // of pictures
}

/** Draws equirectangular pictures as one sees them from the middle of the sphere; null without WebGL 2. */
export function createPanorama(): Panorama | null {
  const canvas = document.createElement('canvas')
  canvas.className = 'sphere'
  const gl = canvas.getContext('webgl2', { antialias: false })
  const program = gl && compileProgram(gl, VERTEX, FRAGMENT)
  if (!gl || !program) return null
  // biome-ignore lint/correctness/useHookAtTopLevel: a function of WebGL, no hook
  gl.useProgram(program)
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW) // one triangle over all
  gl.enableVertexAttribArray(0)
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0)
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture())
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.REPEAT) // no seam
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE)
  const place = (name: string) => gl.getUniformLocation(program, name)
  const [look, reach, cropPlace] = [place('look'), place('reach'), place('crop')]

  return {
    canvas,
    maxWidth: gl.getParameter(gl.MAX_TEXTURE_SIZE),
    setPicture(picture, crop = WHOLE) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, picture)
      gl.uniform4f(cropPlace, crop.left, crop.top, crop.width, crop.height)
    },
    draw({ lookingAt: [yaw, pitch], verticalFieldOfView, frame }) {
      const [width, height] = [frame.width * devicePixelRatio, frame.height * devicePixelRatio].map(Math.round)
      if (width !== canvas.width || height !== canvas.height) [canvas.width, canvas.height] = [width ?? 1, height ?? 1]
      const up = Math.tan(verticalFieldOfView / 2)
      gl.viewport(0, 0, canvas.width, canvas.height)
      gl.uniform2f(look, yaw, pitch)
      gl.uniform2f(reach, (up * frame.width) / frame.height, up)
      gl.drawArrays(gl.TRIANGLES, 0, 3)
    },
  }
}
