#include "app/token_input.h"

#include <array>
#include <cstdio>

namespace lavalier::app {

Result<SecretBytes, TokenError> readTokenInput()
{
    constexpr std::size_t kMaxLine = 4096;
    std::setvbuf(stdin, nullptr, _IONBF, 0); // a buffer would keep a copy
    std::array<std::uint8_t, kMaxLine + 1> line {};
    std::size_t size = 0;
    for (int byte = std::getchar(); size < line.size() && byte != EOF && byte != '\n';
         byte = std::getchar())
        line[size++] = static_cast<std::uint8_t>(byte);
    const SecretBytes token(ByteView(line).first(size));
    wipe(line);
    if (std::ferror(stdin) != 0)
        return Failure {TokenError::FileUnreadable};
    if (size == 0)
        return Failure {TokenError::Empty};
    if (size > kMaxLine)
        return Failure {TokenError::TooLong};
    return token;
}

bool giveTokenInput(const SecretBytes&)
{
    return false;
}

} // namespace lavalier::app
