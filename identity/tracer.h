// Distributed tracing: what the library tells of the time that its work takes.
#ifndef IDENTITY_TRACER_H_
#define IDENTITY_TRACER_H_

#include <memory>

#include "absl/strings/string_view.h"

namespace azure::identity {

// A piece of work, which ends when this is destroyed: on the thread that started it.
class Span {
 public:
  virtual ~Span() = default;

  // Both are valid during the call.
  virtual void SetAttribute(absl::string_view key, absl::string_view value) = 0;

  // The work failed. Never called twice.
  virtual void SetError(absl::string_view description) = 0;

 protected:
  Span() = default;
  Span(const Span&) = delete;
  Span& operator=(const Span&) = delete;
};

// To be implemented on a tracing system, such as OpenTelemetry. Given through
// ClientOptions; there is none for the process. Safe for use by many threads at once.
//
//   | span                                   | attributes                                      |
//   |----------------------------------------|-------------------------------------------------|
//   | "ClientSecretCredential.GetToken", the | az.namespace ("Microsoft.Entra")                |
//   | same of the other credentials that     |                                                 |
//   | speak HTTP; "….Authenticate"           |                                                 |
//   | "HTTP GET", each time that a request   | http.method, http.url, net.peer.name,           |
//   | goes out, also of a ServiceClient      | http.user_agent, az.client_request_id; of the   |
//   |                                        | response http.status_code, az.service_request_id|
//
// Names and attributes are azcore's. No query value, token or secret is in them, but for
// queries that LogOptions allow. Spans of one thread are nested: one that starts while
// another of its thread has not ended is a child of that.
class Tracer {
 public:
  // Work of this process, or a request to another.
  enum class SpanKind { kInternal, kClient };

  virtual ~Tracer() = default;

  // Not null. `name` is valid during the call.
  virtual std::unique_ptr<Span> StartSpan(absl::string_view name, SpanKind kind) = 0;
};

}  // namespace azure::identity

#endif  // IDENTITY_TRACER_H_
