#include "identity/internal/crypto/openssl_error.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

using ::testing::HasSubstr;

void FailToParseACertificate() {
  const unsigned char* nothing = nullptr;
  EXPECT_EQ(d2i_X509(nullptr, &nothing, 0), nullptr);
}

TEST(OpensslErrorScopeTest, RemovesWhatWasRaisedWithinIt) {
  ERR_clear_error();
  {
    const OpensslErrorScope scope;
    FailToParseACertificate();
    EXPECT_NE(ERR_peek_error(), 0U);
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(OpensslErrorScopeTest, KeepsTheCallersOwnErrors) {
  ERR_clear_error();
  ERR_raise(ERR_LIB_USER, ERR_R_PASSED_INVALID_ARGUMENT);
  const unsigned long callers = ERR_peek_last_error();
  {
    const OpensslErrorScope scope;
    FailToParseACertificate();
    EXPECT_NE(ERR_peek_last_error(), callers);
  }
  EXPECT_EQ(ERR_peek_last_error(), callers);
  ERR_clear_error();
}

TEST(LastOpensslReasonTest, NamesTheReason) {
  ERR_clear_error();
  ERR_raise(ERR_LIB_USER, ERR_R_PASSED_INVALID_ARGUMENT);
  EXPECT_THAT(LastOpensslReason(), HasSubstr("passed invalid argument"));
  ERR_clear_error();
}

TEST(LastOpensslReasonTest, SaysSoWhenThereIsNoError) {
  ERR_clear_error();
  EXPECT_EQ(LastOpensslReason(), "unknown OpenSSL error");
}

}  // namespace
}  // namespace azure::identity::internal
