/** The longest side of a photo that is kept: what the server keeps of it is no larger. */
const longest = 1600

/** A phone's photo of several megabytes becomes a few hundred kilobytes before it is kept and sent; what cannot be read goes as it is. */
export async function shrink(file: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    return small && (small.size < file.size || scale < 1) ? small : file
  } catch {
    return file
  }
}
