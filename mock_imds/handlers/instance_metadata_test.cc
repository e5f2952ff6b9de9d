#include "mock_imds/handlers/instance_metadata.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Ask(absl::string_view path, absl::string_view query) {
  TestHost host("kind: IMDS instance { location: 'northeurope' }");
  const http::Request request = Get("/metadata/instance" + std::string(path) + std::string(query));
  return Told(HandleInstanceMetadata(host.Receive(request), path));
}

TEST(InstanceMetadataTest, TellsTheRegionAsText) {
  EXPECT_EQ(Ask("/compute/location", "?api-version=2021-10-01&format=text"), "200 northeurope");
}

TEST(InstanceMetadataTest, TellsNodesAsJson) {
  EXPECT_THAT(
      Ask("", "?api-version=2021-02-01"),
      StartsWith(R"(200 {"compute":{"azEnvironment":"AzurePublicCloud","location":"northe)"));
  EXPECT_THAT(Ask("/compute", "?api-version=2021-02-01"), HasSubstr(R"("name":"azmock-vm")"));
}

TEST(InstanceMetadataTest, WantsAVersion) {
  EXPECT_THAT(Ask("", ""), HasSubstr("api-version was not specified in the request"));
  EXPECT_THAT(Ask("", "?api-version=latest"), HasSubstr("api-version is invalid"));
}

TEST(InstanceMetadataTest, WhatThereIsNotIsNotFound) {
  EXPECT_EQ(Ask("/compute/color", "?api-version=2021-02-01&format=text"),
            R"(404 {"error":"Not found"})");
  EXPECT_EQ(Ask("/compute/location", "?api-version=2021-02-01"), R"(404 {"error":"Not found"})");
}

}  // namespace
}  // namespace mock::imds
