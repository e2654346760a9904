"""What is wrong with a file's content, and system errors in plain words."""

import errno

_PLAIN = {
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "a part of this path is a file, not a folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.EACCES: "you have no permission",
    errno.EPERM: "you have no permission",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "the file would be larger than the system allows",
    errno.ENAMETOOLONG: "the file name is too long",
    errno.ELOOP: "the links lead in a circle",
    errno.EIO: "the disk reports a fault",
}


class ContentError(ValueError):
    """What is wrong inside a file, before its path is known; the message is the plain reason."""


def plain_reason(error: Exception) -> str:
    """Return in plain words why reading or writing failed."""
    match error:
        case ContentError():
            return str(error)
        case MemoryError():
            return "there is not enough memory for it"
        case OSError(errno=int(number)):
            return _PLAIN.get(number, str(error.strerror or error))
        case _:
            return str(error) or type(error).__name__
