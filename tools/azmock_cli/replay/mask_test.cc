#include "tools/azmock_cli/replay/mask.h"

#include "gtest/gtest.h"

namespace azmock {
namespace {

TEST(MaskTest, HidesWhatIsGenerated) {
  EXPECT_EQ(MaskVolatile("read tcp 127.0.0.1:53412->127.0.0.1:443: read"),
            "read tcp 127.0.0.1:<port>->127.0.0.1:<port>: read");
  EXPECT_EQ(MaskVolatile("Trace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100 Timestamp: "
                         "2026-01-01 00:00:00Z\""),
            "Trace ID: <uuid> Timestamp: <time>\"");
  EXPECT_EQ(MaskVolatile("\"correlation_id\": \"7b12f9bb-2eef-42e3-ad75-eee69ec9088d\""),
            "\"correlation_id\": \"<uuid>\"");
  EXPECT_EQ(MaskVolatile("(Try=2/1.5ms, OpTime=2s) -- RESPONSE"),
            "(Try=2/<duration>, OpTime=<duration>) -- RESPONSE");
  EXPECT_EQ(MaskVolatile("End Try #1, Delay=812.3ms"), "End Try #1, Delay=<duration>");
}

TEST(MaskTest, LeavesWhatTheUserGave) {
  const std::string text =
      "app '86be4c01-505b-45e9-bfc0-9b825fd84ae1' at https://host:8443 port 127.0.0.2:80";
  EXPECT_EQ(MaskVolatile(text), text);
}

}  // namespace
}  // namespace azmock
