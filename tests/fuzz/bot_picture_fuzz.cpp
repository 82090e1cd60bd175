// The bot's picture from any bytes: it is one within its limits or none, and of a file only what an
// image needs gets as far as the decoder.
#include "app/bot_picture.h"

#include <cstdint>
#include <cstdlib>

using namespace lavalier::app;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto bare = barePng(bytes);
    if (bare && (bare->size() > bytes.size() || barePng(*bare) != bare))
        std::abort();
    const auto picture = decodeBotPicture(bytes);
    if (picture
        && (!bare || picture->isNull() || picture->width() > 512 || picture->height() > 512))
        std::abort();
    return 0;
}
