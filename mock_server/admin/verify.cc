#include "mock_server/admin/verify.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/nearest.h"
#include "mock_server/admin/entry_match.h"

namespace mock::admin {
namespace {

using scenario::Place;

constexpr std::size_t kNearMissesGiven = 3;
constexpr int kUnexpectedGiven = 64;  // in the text
constexpr std::int32_t kNoLimit = std::numeric_limits<std::int32_t>::max();

std::string NameOf(const VerifyRequest& request, int index) {
  const std::string& name = request.expectations(index).name();
  return name.empty() ? absl::StrCat(index) : name;
}

std::vector<std::string> Names(const VerifyRequest& request) {
  std::vector<std::string> names;
  for (int i = 0; i < request.expectations_size(); ++i) names.push_back(NameOf(request, i));
  return names;
}

int IndexOf(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

struct Limits {
  explicit Limits(const Expectation& expectation) {
    if (expectation.has_times()) {
      least = most = expectation.times();
      return;
    }
    if (expectation.has_at_most()) most = expectation.at_most();
    least = expectation.has_at_least() ? expectation.at_least() : expectation.has_at_most() ? 0 : 1;
  }

  std::string Text() const {
    if (least == most) return absl::StrCat("exactly ", least);
    if (most == kNoLimit) return absl::StrCat("at least ", least);
    if (least == 0) return absl::StrCat("at most ", most);
    return absl::StrCat(least, " to ", most);
  }

  std::int32_t least = 0;
  std::int32_t most = kNoLimit;
};

std::string Summary(const scenario::JournalEntry& entry) {
  return absl::StrCat("#", entry.sequence, " ", entry.method, " ", entry.path);
}

// The entries, none of which matches, that differ least.
std::vector<std::string> Closest(const EntryMatcher& matcher,
                                 const std::vector<const scenario::JournalEntry*>& others) {
  std::vector<std::pair<std::size_t, std::string>> misses;
  for (const scenario::JournalEntry* entry : others) {
    const std::vector<std::string> differences = matcher.Differences(*entry);
    misses.emplace_back(differences.size(),
                        absl::StrCat(Summary(*entry), ": ", absl::StrJoin(differences, "; ")));
  }
  std::stable_sort(misses.begin(), misses.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (misses.size() > kNearMissesGiven) misses.resize(kNearMissesGiven);
  std::vector<std::string> texts;
  for (auto& miss : misses) texts.push_back(std::move(miss.second));
  return texts;
}

class Verification {
 public:
  Verification(const VerifyRequest& request, const std::vector<scenario::JournalEntry>& entries,
               const std::string& forgotten)
      : request_(request), names_(Names(request)), all_known_(forgotten.empty()) {
    if (!all_known_) problems_.push_back(forgotten);
    for (const scenario::JournalEntry& entry : entries) {
      if (!entry.method.empty()) entries_.push_back(&entry);
    }
    for (const Expectation& expectation : request.expectations()) {
      const EntryMatcher matcher(expectation.match());
      std::vector<bool> matches;
      for (const scenario::JournalEntry* entry : entries_)
        matches.push_back(matcher.Matches(*entry));
      matches_.push_back(std::move(matches));
    }
  }

  VerifyResponse Run() && {
    for (int i = 0; i < request_.expectations_size(); ++i) Count(i);
    Order();
    if (request_.nothing_else()) NothingElse();
    response_.set_satisfied(problems_.empty());
    response_.set_text(absl::StrJoin(problems_, "\n"));
    return std::move(response_);
  }

 private:
  void Count(int index) {
    const Limits limits(request_.expectations(index));
    ExpectationResult& result = *response_.add_results();
    std::vector<const scenario::JournalEntry*> others;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (matches_[index][i]) {
        result.add_sequences(static_cast<std::int64_t>(entries_[i]->sequence));
      } else {
        others.push_back(entries_[i]);
      }
    }
    const auto seen = static_cast<std::int32_t>(result.sequences_size());
    result.set_name(names_[index]);
    result.set_expected(limits.Text());
    result.set_seen(seen);
    const bool satisfied = limits.least <= seen && seen <= limits.most;
    // What is forgotten can only add to what was seen.
    result.set_satisfied(satisfied && (all_known_ || limits.most == kNoLimit));
    if (satisfied) return;
    std::string problem =
        absl::StrCat(names_[index], ": expected ", result.expected(), ", saw ", seen);
    if (seen < limits.least) {
      for (std::string& text :
           Closest(EntryMatcher(request_.expectations(index).match()), others)) {
        absl::StrAppend(&problem, "\n  near miss: ", text);
        result.add_near_misses(std::move(text));
      }
    }
    problems_.push_back(std::move(problem));
  }

  void Order() {
    std::size_t next = 0;
    for (int i = 0; i < request_.order_size(); ++i) {
      const std::vector<bool>& matches = matches_[IndexOf(names_, request_.order(i))];
      const std::size_t from = next;
      while (next < entries_.size() && !matches[next]) ++next;
      if (next < entries_.size()) {
        ++next;
        continue;
      }
      problems_.push_back(
          absl::StrCat("order[", i, "]: no ", request_.order(i),
                       from == 0 ? "" : absl::StrCat(" after ", Summary(*entries_[from - 1]))));
      return;
    }
  }

  void NothingElse() {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const bool expected = std::any_of(matches_.begin(), matches_.end(),
                                        [i](const auto& matches) { return matches[i]; });
      if (expected) continue;
      response_.add_unexpected(static_cast<std::int64_t>(entries_[i]->sequence));
      if (response_.unexpected_size() > kUnexpectedGiven) continue;
      problems_.push_back(absl::StrCat("unexpected: ", Summary(*entries_[i])));
    }
    const int others = response_.unexpected_size() - kUnexpectedGiven;
    if (others > 0) problems_.push_back(absl::StrCat("unexpected: ", others, " more"));
  }

  const VerifyRequest& request_;
  const std::vector<std::string> names_;
  const bool all_known_;  // nothing is forgotten
  std::vector<const scenario::JournalEntry*> entries_;
  std::vector<std::vector<bool>> matches_;  // by expectation, then by entry
  VerifyResponse response_;
  std::vector<std::string> problems_;
};

}  // namespace

void ValidateVerify(const VerifyRequest& request, const Place& place) {
  const std::vector<std::string> names = Names(request);
  for (int i = 0; i < request.expectations_size(); ++i) {
    const Expectation& expectation = request.expectations(i);
    const Place inner = place.In("expectations", i);
    ValidateEntryMatch(expectation.match(), inner.In("match"));
    if (IndexOf(names, names[i]) != i) {
      inner.Complain("name", absl::StrCat("\"", names[i], "\" occurs twice"));
    }
    if (expectation.times() < 0) inner.Complain("times", "is negative");
    if (expectation.at_least() < 0) inner.Complain("at_least", "is negative");
    if (expectation.at_most() < 0) inner.Complain("at_most", "is negative");
    if (expectation.has_times() && (expectation.has_at_least() || expectation.has_at_most())) {
      inner.Complain("times", "goes without at_least and at_most");
    }
    if (expectation.has_at_most() && expectation.at_least() > expectation.at_most()) {
      inner.Complain("at_least", "is more than at_most");
    }
  }
  for (int i = 0; i < request.order_size(); ++i) {
    if (IndexOf(names, request.order(i)) >= 0) continue;
    std::string text = absl::StrCat("\"", request.order(i), "\" is none of the expectations");
    if (!names.empty()) {
      absl::StrAppend(&text, "; did you mean ", scenario::Nearest(request.order(i), names, 1)[0],
                      "?");
    }
    place.Complain("order", i, std::move(text));
  }
}

VerifyResponse VerifyEntries(const VerifyRequest& request,
                             const std::vector<scenario::JournalEntry>& entries,
                             const std::string& forgotten) {
  return Verification(request, entries, forgotten).Run();
}

}  // namespace mock::admin
