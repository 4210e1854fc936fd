/** What counts as a photo before anybody reads it. No schema here: the shell uses it, too. */

/** Bytes of the largest photo: larger ones are films or mistakes, and a day has hundreds. */
export const maxPictureBytes = 25 * 1024 * 1024;

/** Endings of the names of photos, as cameras, phones and chats give them. */
export const pictureName = /\.(jpe?g|png|webp|heic|heif|bmp)$/i;
