#ifndef PRESSMARK_CLI_SOUND_TEXT_H_
#define PRESSMARK_CLI_SOUND_TEXT_H_

#include <string>
#include <string_view>

namespace pressmark::cli {

// `text` with U+FFFD in the place of each byte that is not UTF-8. Where there
// is none it is `text` itself, else it lies in `storage`.
std::string_view SoundText(std::string_view text, std::string* storage);

}  // namespace pressmark::cli

#endif  // PRESSMARK_CLI_SOUND_TEXT_H_
