#include "mock_server/admin/page.h"

#include <functional>

#include "absl/strings/numbers.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace mock::admin {

std::string PageToken(const google::protobuf::Message& request, std::uint64_t position) {
  std::string text;
  {
    google::protobuf::io::StringOutputStream stream(&text);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  return absl::StrCat(position, "-", absl::Hex(std::hash<std::string>()(text)));
}

std::optional<std::uint64_t> PagePosition(const google::protobuf::Message& request,
                                          const std::string& token) {
  std::uint64_t position = 0;
  if (!absl::SimpleAtoi(token.substr(0, token.find('-')), &position)) return std::nullopt;
  if (token != PageToken(request, position)) return std::nullopt;
  return position;
}

}  // namespace mock::admin
