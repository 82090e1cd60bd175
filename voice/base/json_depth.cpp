#include "voice/base/json_depth.h"

namespace lavalier {

bool jsonDepthWithin(QByteArrayView text, int limit)
{
    int depth = 0;
    bool inString = false;
    bool escaped = false;
    for (const char character : text) {
        if (inString) {
            if (escaped)
                escaped = false;
            else if (character == '\\')
                escaped = true;
            else if (character == '"')
                inString = false;
        } else if (character == '"') {
            inString = true;
        } else if (character == '{' || character == '[') {
            if (++depth > limit)
                return false;
        } else if (character == '}' || character == ']') {
            --depth;
        }
    }
    return true;
}

} // namespace lavalier
