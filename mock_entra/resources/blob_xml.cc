#include "mock_entra/resources/blob_xml.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kDeclaration = R"(<?xml version="1.0" encoding="utf-8"?>)";

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(text,
                             {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

std::string Element(absl::string_view name, absl::string_view text) {
  return absl::StrCat("<", name, ">", Escaped(text), "</", name, ">");
}

std::string BlobElement(const scenario::Blob& blob) {
  return absl::StrCat("<Blob>", Element("Name", blob.name()), "<Properties>",
                      Element("Creation-Time", LastModified()),
                      Element("Last-Modified", LastModified()),
                      Element("Etag", EtagOf(blob.name())),
                      Element("Content-Length", absl::StrCat(blob.content().size())),
                      Element("Content-Type", ContentTypeOf(blob)),
                      "<BlobType>BlockBlob</BlobType><AccessTier>Hot</AccessTier>"
                      "<LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState>"
                      "<ServerEncrypted>true</ServerEncrypted></Properties></Blob>");
}

}  // namespace

std::string LastModified() { return "Wed, 01 Jan 2020 00:00:00 GMT"; }

std::string EtagOf(absl::string_view name) {
  std::string digits = absl::StrReplaceAll(GuidFrom(absl::StrCat("etag ", name)), {{"-", ""}});
  digits.resize(15);
  return absl::StrCat("\"0x", digits, "\"");
}

std::string ContentTypeOf(const scenario::Blob& blob) {
  return blob.content_type().empty() ? "application/octet-stream" : blob.content_type();
}

std::string ErrorXml(const BlobError& error, absl::string_view request_id, absl::Time now) {
  const std::string time = absl::FormatTime("%Y-%m-%dT%H:%M:%E7SZ", now, absl::UTCTimeZone());
  const std::string message =
      absl::StrCat(error.message, "\nRequestId:", request_id, "\nTime:", time);
  return absl::StrCat(
      "\xEF\xBB\xBF", kDeclaration, "<Error>", Element("Code", error.code),
      Element("Message", message),
      error.detail.empty() ? "" : Element("AuthenticationErrorDetail", error.detail), "</Error>");
}

std::string ContainersXml(absl::string_view endpoint, const StorageAccount& account) {
  std::string containers;
  for (const scenario::BlobContainer& container : account.containers) {
    absl::StrAppend(&containers, "<Container>", Element("Name", container.name()), "<Properties>",
                    Element("Last-Modified", LastModified()),
                    Element("Etag", EtagOf(container.name())), "</Properties></Container>");
  }
  return absl::StrCat(kDeclaration, "<EnumerationResults ServiceEndpoint=\"", Escaped(endpoint),
                      "\"><Containers>", containers,
                      "</Containers><NextMarker /></EnumerationResults>");
}

std::string BlobsXml(absl::string_view endpoint, const scenario::BlobContainer& container) {
  std::string blobs;
  for (const scenario::Blob& blob : container.blobs()) absl::StrAppend(&blobs, BlobElement(blob));
  return absl::StrCat(kDeclaration, "<EnumerationResults ServiceEndpoint=\"", Escaped(endpoint),
                      "\" ContainerName=\"", Escaped(container.name()), "\"><Blobs>", blobs,
                      "</Blobs><NextMarker /></EnumerationResults>");
}

}  // namespace mock::entra
