#include "mock_common/rules/matcher.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/secrets.h"

namespace mock::scenario {
namespace {

constexpr std::size_t kLongestShown = 120;

std::string Quoted(absl::string_view text) {
  const bool cut = text.size() > kLongestShown;
  return absl::StrCat("\"", absl::Utf8SafeCEscape(text.substr(0, kLongestShown)),
                      cut ? "...\"" : "\"");
}

// A field that is not what the rule expects.
struct Difference {
  const char* where;       // "method", "form"
  absl::string_view name;  // of the parameter or header; else ""
  absl::string_view expected;
  const std::string* got;  // nullptr if the request has none
  bool secret;
};

bool IsSecret(bool is_public, const std::string* value) {
  return !is_public || (value != nullptr && HidesSecret(*value));
}

std::string Describe(const Difference& difference) {
  const bool secret = difference.secret;
  const std::string field =
      absl::StrCat(difference.where, difference.name.empty() ? "" : ".", difference.name);
  if (difference.expected.empty()) {
    return absl::StrCat(field, ": expected none, got ", secret ? "one" : Quoted(*difference.got));
  }
  const std::string expected = secret ? "a value (not shown)" : Quoted(difference.expected);
  const std::string got = difference.got == nullptr ? "none"
                          : secret                  ? "another (not shown)"
                                                    : Quoted(*difference.got);
  return absl::StrCat(field, ": expected ", expected, ", got ", got);
}

// An absent parameter is matched by the empty pattern alone: "*" wants one.
bool ValueMatches(absl::string_view pattern, const std::string* value) {
  return value == nullptr ? pattern.empty() : GlobMatches(pattern, *value);
}

// Any field of that name may be the one; failing that the first.
const std::string* FindHeader(const http::Headers& headers, absl::string_view name,
                              absl::string_view pattern) {
  const std::string* first = nullptr;
  for (const auto& field : headers.fields()) {
    if (!absl::EqualsIgnoreCase(field.first, name)) continue;
    if (GlobMatches(pattern, field.second)) return &field.second;
    if (first == nullptr) first = &field.second;
  }
  return first;
}

RequestView::Pairs Sorted(const google::protobuf::Map<std::string, std::string>& map) {
  RequestView::Pairs pairs;
  for (const auto& entry : map) pairs.emplace_back(entry.first, entry.second);
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace

bool GlobMatches(absl::string_view pattern, absl::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  // Where to resume when what follows the last "*" does not fit: the star takes
  // one character more.
  std::size_t star = absl::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != absl::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == absl::string_view::npos;
}

Matcher::Matcher(const Match& match)
    : method_(match.method()),
      host_(absl::AsciiStrToLower(match.host())),
      path_(match.path()),
      query_(Sorted(match.query())),
      form_(Sorted(match.form())),
      headers_(Sorted(match.headers())) {}

template <typename Differs>
void Matcher::Compare(const RequestView& view, Differs differs) const {
  const http::Request& request = view.request();
  const auto plain = [&](const char* where, const std::string& pattern, const std::string& value) {
    return pattern.empty() || GlobMatches(pattern, value) ||
           differs(Difference{where, "", pattern, &value, false});
  };
  const auto parameters = [&](const char* where, const RequestView::Pairs& expected,
                              const RequestView::Pairs& (RequestView::*actual)() const) {
    for (const auto& [name, pattern] : expected) {
      const std::string* value = RequestView::Find((view.*actual)(), name);
      if (ValueMatches(pattern, value)) continue;
      const Difference difference{where, name, pattern, value,
                                  IsSecret(IsPublicParameter(name), value)};
      if (!differs(difference)) return false;
    }
    return true;
  };
  if (!plain("method", method_, request.method) || !plain("host", host_, request.host) ||
      !plain("path", path_, request.path) || !parameters("query", query_, &RequestView::query) ||
      !parameters("form", form_, &RequestView::form)) {
    return;
  }
  for (const auto& [name, pattern] : headers_) {
    const std::string* value = FindHeader(request.headers, name, pattern);
    if (ValueMatches(pattern, value)) continue;
    if (!differs(
            Difference{"headers", name, pattern, value, IsSecret(IsPublicHeader(name), value)}))
      return;
  }
}

bool Matcher::Matches(const RequestView& request) const {
  bool matches = true;
  Compare(request, [&matches](const Difference&) { return matches = false; });
  return matches;
}

std::vector<std::string> Matcher::Differences(const RequestView& request) const {
  std::vector<std::string> differences;
  Compare(request, [&differences](const Difference& difference) {
    differences.push_back(Describe(difference));
    return true;
  });
  return differences;
}

}  // namespace mock::scenario
