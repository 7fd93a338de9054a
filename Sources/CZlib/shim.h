#include <zlib.h>

/// zlib's macro that starts inflating, as a function that Swift can call. 32 added to the window size: gzip or zlib.
static inline int mainstay_inflate_start(z_stream *stream) {
    return inflateInit2(stream, 15 + 32);
}
