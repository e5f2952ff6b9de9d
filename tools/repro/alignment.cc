#include "tools/repro/alignment.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace azmock::repro {
namespace {

constexpr int kMostBeginnings = 64;
constexpr std::size_t kMostQuotedWords = 24;
constexpr std::size_t kSameWordsAtBeginning = 2;

// Such as "contoso.example" or "c11e0000-0000": no word of a sentence.
bool LooksLikeIdentifier(absl::string_view name) {
  return std::any_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_isdigit(c) || c == '.' || c == '@' || c == '-' || c == '_';
  });
}

bool IsQuote(const Word& word) { return word.text == "'" || word.text == "\""; }

// Walks through both texts at once.
class Walk {
 public:
  Walk(const std::vector<Word>& known, const std::vector<Word>& paste, std::size_t begin)
      : known_(known), paste_(paste), at_(begin) {}

  // How many words of the known text the paste has.
  std::size_t Run() {
    while (read_ < known_.size() && at_ < paste_.size() && Step()) {
    }
    return read_;
  }

  std::size_t at() const { return at_; }
  bool paste_ended() const { return at_ >= paste_.size(); }
  Alignment& alignment() { return alignment_; }

 private:
  bool Step() {
    const Word& mine = known_[read_];
    const Word& theirs = paste_[at_];
    if (mine.text != theirs.text) {
      const bool same_kind = mine.kind == theirs.kind && mine.kind != Word::kMark;
      if (same_kind && mine.kind != Word::kName) {
        Substitute(mine.text, theirs.text, false);
      } else if (IsCut()) {
        at_ = paste_.size();
        return false;
      } else if (StepOverQuoted()) {
        return true;
      } else if (theirs.kind != Word::kMark && mine.kind != Word::kMark &&
                 (mine.kind != Word::kName || LooksLikeIdentifier(mine.text))) {
        Substitute(mine.text, theirs.text, true);
      } else {
        return false;
      }
    }
    NoteQuote(mine);
    ++read_;
    ++at_;
    return true;
  }

  void NoteQuote(const Word& mine) {
    if (!IsQuote(mine)) return;
    const bool closes = quote_ != kNone && known_[quote_].text == mine.text;
    quote_ = closes ? kNone : read_;
    quote_in_paste_ = at_;
  }

  // The paste's last word is the beginning of this one.
  bool IsCut() const {
    const Word& mine = known_[read_];
    const Word& theirs = paste_[at_];
    if (at_ + 1 != paste_.size() || theirs.text.size() >= mine.text.size()) return false;
    return mine.kind == Word::kId || mine.kind == Word::kTime ||
           absl::StartsWith(mine.text, theirs.text);
  }

  // What is in quotes may have any number of words.
  bool StepOverQuoted() {
    if (quote_ == kNone || read_ - quote_ > kMostQuotedWords) return false;
    const std::size_t end = EndOfQuoted(known_, quote_);
    const std::size_t end_in_paste = EndOfQuoted(paste_, quote_in_paste_);
    if (end == kNone || end_in_paste == kNone || end <= read_ || end_in_paste <= at_) return false;
    Substitute(Between(known_, quote_, end), Between(paste_, quote_in_paste_, end_in_paste), true);
    read_ = end;
    at_ = end_in_paste;
    return true;
  }

  static std::size_t EndOfQuoted(const std::vector<Word>& words, std::size_t quote) {
    const std::size_t limit = std::min(words.size(), quote + kMostQuotedWords);
    for (std::size_t i = quote + 1; i < limit; ++i) {
      if (words[i].text == words[quote].text) return i;
    }
    return kNone;
  }

  static absl::string_view Between(const std::vector<Word>& words, std::size_t open,
                                   std::size_t close) {
    const char* const begin = words[open].text.data() + words[open].text.size();
    return {begin, static_cast<std::size_t>(words[close].text.data() - begin)};
  }

  void Substitute(absl::string_view mine, absl::string_view theirs, bool other) {
    std::pair<std::string, std::string> pair(mine, theirs);
    auto& all = alignment_.substitutions;
    if (pair.first.empty() || std::find(all.begin(), all.end(), pair) != all.end()) return;
    all.push_back(std::move(pair));
    if (other) ++alignment_.other_names;
  }

  static constexpr std::size_t kNone = -1;

  const std::vector<Word>& known_;
  const std::vector<Word>& paste_;
  std::size_t read_ = 0;
  std::size_t at_ = 0;
  std::size_t quote_ = kNone;
  std::size_t quote_in_paste_ = kNone;
  Alignment alignment_;
};

// A text may begin here: its first words are the same. One of a single word begins with that.
bool MayBegin(const std::vector<Word>& known, const std::vector<Word>& words, std::size_t at) {
  const std::size_t same = std::min(kSameWordsAtBeginning, known.size());
  if (words.size() - at < same) return false;
  for (std::size_t i = 0; i < same; ++i) {
    if (known[i].text != words[at + i].text) return false;
  }
  return true;
}

}  // namespace

std::optional<Alignment> Align(const std::vector<Word>& known, absl::string_view paste,
                               const std::vector<Word>& words) {
  std::optional<Alignment> best;
  std::size_t most = known.size() / 2;
  int beginnings = 0;
  if (known.empty()) return best;
  for (std::size_t at = 0; at < words.size() && beginnings < kMostBeginnings; ++at) {
    if (!MayBegin(known, words, at)) continue;
    ++beginnings;
    Walk walk(known, words, at);
    const std::size_t read = walk.Run();
    const bool whole = read == known.size();
    if (read <= most || !(whole || walk.paste_ended())) continue;
    most = read;
    best = std::move(walk.alignment());
    best->begin = words[at].text.data() - paste.data();
    const absl::string_view last = words[std::min(walk.at(), words.size()) - 1].text;
    best->end = last.data() + last.size() - paste.data();
    best->cut = !whole;
    if (whole) break;
  }
  return best;
}

}  // namespace azmock::repro
