// The forms of the texts that scenarios are written in. Each Check returns "" for
// a sound text, else what is wrong with it and how to write it.
#ifndef MOCK_COMMON_TEXT_VALUES_H_
#define MOCK_COMMON_TEXT_VALUES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace mock::scenario {

// "300ms", "2s", "1h30m": finite and not negative.
std::optional<absl::Duration> ParseDurationText(absl::string_view text);

// The same, or such a text after "-": before or after some moment.
std::optional<absl::Duration> ParseOffsetText(absl::string_view text);

// As ParseOffsetText; `otherwise` for an empty text.
std::optional<absl::Duration> ParseOffsetTextOr(absl::string_view text, absl::Duration otherwise);

// Whether tokens, certificates and headers can all name it: from 1970 to 9999.
bool IsInstant(absl::Time time);

// RFC 3339, and IsInstant.
std::optional<absl::Time> ParseInstantText(absl::string_view text);

// In quotes, and fit for one line of a message.
std::string Quoted(absl::string_view text);

bool HasSpaceOrControl(absl::string_view text);

std::string CheckDuration(absl::string_view text);
std::string CheckInstant(absl::string_view text);

// Lower-case words and digits, with single hyphens between.
std::string CheckKebabCase(absl::string_view text);

// Octal permissions of a file, such as "0640".
std::string CheckFileMode(absl::string_view text);

// RFC 9110, sections 5.1 and 5.5.
std::string CheckHeaderName(absl::string_view name);
std::string CheckHeaderValue(absl::string_view value);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_VALUES_H_
