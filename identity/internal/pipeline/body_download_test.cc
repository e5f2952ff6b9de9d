#include "identity/internal/pipeline/body_download.h"

#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

HttpResponse Broken() {
  HttpResponse response;
  response.body_error = absl::UnavailableError("unexpected EOF");
  return response;
}

TEST(BodyDownloadTest, AWholeBodyIsNoError) {
  EXPECT_THAT(BodyDownloadError("POST", HttpResponse()), IsOk());
}

TEST(BodyDownloadTest, OnlyAnErrorThatIsNotRetriedNamesThePolicy) {
  for (const char* method : {"GET", "PUT", "DELETE", "get"}) {
    EXPECT_TRUE(RetriesBodyDownload(method));
    EXPECT_THAT(BodyDownloadError(method, Broken()),
                StatusIs(absl::StatusCode::kUnavailable, "unexpected EOF"));
  }
  for (const char* method : {"POST", "HEAD", "PATCH", ""}) {
    EXPECT_FALSE(RetriesBodyDownload(method));
    EXPECT_THAT(BodyDownloadError(method, Broken()),
                StatusIs(absl::StatusCode::kUnavailable, "body download policy: unexpected EOF"));
  }
}

}  // namespace
}  // namespace azure::identity::internal
