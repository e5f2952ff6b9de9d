#include "identity/internal/crypto/oid_text.h"

#include <memory>

#include "gtest/gtest.h"
#include "identity/internal/crypto/openssl_ptr.h"

namespace azure::identity::internal {
namespace {

using ObjectPtr = std::unique_ptr<ASN1_OBJECT, OpensslDeleter<ASN1_OBJECT_free>>;

TEST(OidTextTest, GivesTheDottedFormOfKnownIdentifiers) {
  EXPECT_EQ(OidText(OBJ_nid2obj(NID_pbes2)), "1.2.840.113549.1.5.13");
}

TEST(OidTextTest, GivesTheDottedFormOfUnknownIdentifiersOfAnyLength) {
  std::string dotted = "1.2";
  for (int i = 0; i < 50; ++i) dotted += ".123456789";
  const ObjectPtr object(OBJ_txt2obj(dotted.c_str(), 1));
  ASSERT_NE(object, nullptr);
  EXPECT_EQ(OidText(object.get()), dotted);
}

TEST(OidTextTest, SaysSoWhenThereIsNone) { EXPECT_EQ(OidText(OBJ_nid2obj(NID_undef)), "unknown"); }

}  // namespace
}  // namespace azure::identity::internal
