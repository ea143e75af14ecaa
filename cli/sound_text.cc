#include "cli/sound_text.h"

#include <optional>

#include "schema/utf8.h"

namespace pressmark::cli {

std::string_view SoundText(std::string_view text, std::string* storage) {
  std::optional<std::size_t> damage = schema::FindInvalidUtf8(text);
  if (!damage) return text;
  storage->clear();
  while (damage) {
    *storage += text.substr(0, *damage);
    *storage += "\xEF\xBF\xBD";
    text.remove_prefix(*damage + 1);
    damage = schema::FindInvalidUtf8(text);
  }
  *storage += text;
  return *storage;
}

}  // namespace pressmark::cli
