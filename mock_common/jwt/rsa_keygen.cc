#include "mock_common/jwt/rsa_keygen.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace mock::jwt {
namespace {

constexpr int kPrimeBits = 1024;
constexpr int kRounds = 5;                // FIPS 186-4, table C.3, for 1024-bit primes
constexpr int kSieveLimit = 1 << 15;      // measured: more costs more than it saves
constexpr std::size_t kWindow = 1 << 13;  // odd numbers looked at from one starting point

using MontgomeryPtr = std::unique_ptr<BN_MONT_CTX, OpensslDeleter<BN_MONT_CTX_free>>;
using ParamBuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, OpensslDeleter<OSSL_PARAM_BLD_free>>;
using ParamsPtr = std::unique_ptr<OSSL_PARAM, OpensslDeleter<OSSL_PARAM_free>>;

std::vector<std::uint32_t> OddPrimes() {
  std::vector<bool> composite(kSieveLimit);
  std::vector<std::uint32_t> primes;
  for (int i = 3; i < kSieveLimit; i += 2) {
    if (composite[i]) continue;
    primes.push_back(i);
    for (int j = 3 * i; j < kSieveLimit; j += 2 * i) composite[j] = true;
  }
  return primes;
}

// Marks every i for which start + 2i has a small factor.
std::vector<bool> Sieve(const BIGNUM* start, const std::vector<std::uint32_t>& primes) {
  std::vector<bool> composite(kWindow);
  for (const std::uint32_t prime : primes) {
    const auto remainder = static_cast<std::uint32_t>(BN_mod_word(start, prime));
    // The smallest i with 2i = -remainder (mod prime).
    std::uint32_t i = remainder == 0 ? 0 : prime - remainder;
    if (i % 2 != 0) i += prime;
    for (i /= 2; i < kWindow; i += prime) composite[i] = true;
  }
  return composite;
}

class PrimalityTest {
 public:
  // `candidate` is odd and outlives the test.
  PrimalityTest(const BIGNUM* candidate, BN_CTX* context)
      : candidate_(candidate),
        context_(context),
        montgomery_(BN_MONT_CTX_new()),
        minus_one_(BN_dup(candidate)),
        odd_part_(BN_new()),
        power_(BN_new()) {
    BN_MONT_CTX_set(montgomery_.get(), candidate, context);
    BN_sub_word(minus_one_.get(), 1);
    while (!BN_is_bit_set(minus_one_.get(), twos_)) ++twos_;
    BN_rshift(odd_part_.get(), minus_one_.get(), twos_);
  }

  // Base 2 dismisses nearly every composite, cheaper than a random base does.
  bool ProbablyPrime() {
    BN_mod_exp_mont_word(power_.get(), 2, odd_part_.get(), candidate_, context_, montgomery_.get());
    if (!PowerPasses()) return false;
    const BignumPtr base(BN_new());
    for (int round = 0; round < kRounds; ++round) {
      do {
        if (BN_priv_rand_range(base.get(), minus_one_.get()) != 1) return false;
      } while (BN_is_zero(base.get()) || BN_is_one(base.get()));
      BN_mod_exp_mont(power_.get(), base.get(), odd_part_.get(), candidate_, context_,
                      montgomery_.get());
      if (!PowerPasses()) return false;
    }
    return true;
  }

 private:
  // Miller-Rabin, given base^odd_part.
  bool PowerPasses() {
    if (BN_is_one(power_.get())) return true;
    for (int i = 0; i < twos_; ++i) {
      if (BN_cmp(power_.get(), minus_one_.get()) == 0) return true;
      BN_mod_sqr(power_.get(), power_.get(), candidate_, context_);
    }
    return false;
  }

  const BIGNUM* const candidate_;
  BN_CTX* const context_;
  const MontgomeryPtr montgomery_;
  const BignumPtr minus_one_;
  const BignumPtr odd_part_;
  const BignumPtr power_;
  int twos_ = 0;
};

// Two threads look for primes until there are two. Each takes what it finds first:
// a third sooner than one prime for each thread.
class PrimeHunt {
 public:
  PrimeHunt() : small_primes_(OddPrimes()) {
    std::thread other([this] { Search(); });
    Search();
    other.join();
  }

  // Two, unless OpenSSL failed.
  std::vector<BignumPtr>& found() { return found_; }

 private:
  void Search() {
    const BnCtxPtr context(BN_CTX_new());
    const BignumPtr start(BN_new());
    // The two top bits are set, so that the product of two has twice as many bits.
    while (!over_ &&
           BN_priv_rand(start.get(), kPrimeBits, BN_RAND_TOP_TWO, BN_RAND_BOTTOM_ODD) == 1) {
      BignumPtr prime = FirstPrimeFrom(start.get(), context.get());
      if (prime) Keep(std::move(prime));
    }
  }

  // A prime p with p - 1 prime to 65537; null if there is none in the window, or
  // the hunt is over.
  BignumPtr FirstPrimeFrom(const BIGNUM* start, BN_CTX* context) const {
    const std::vector<bool> composite = Sieve(start, small_primes_);
    for (std::size_t i = 0; i < kWindow && !over_; ++i) {
      if (composite[i]) continue;
      BignumPtr candidate(BN_dup(start));
      BN_add_word(candidate.get(), 2 * i);
      if (BN_num_bits(candidate.get()) != kPrimeBits) break;
      if (BN_mod_word(candidate.get(), RSA_F4) == 1) continue;
      if (PrimalityTest(candidate.get(), context).ProbablyPrime()) return candidate;
    }
    return nullptr;
  }

  void Keep(BignumPtr prime) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (found_.size() < 2) found_.push_back(std::move(prime));
    over_ = found_.size() == 2;
  }

  const std::vector<std::uint32_t> small_primes_;
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  std::vector<BignumPtr> found_;
};

// The numbers of RFC 8017, section 3.2, beside p and q.
struct Numbers {
  BignumPtr n{BN_new()}, e{BN_new()}, d{BN_new()}, dp{BN_new()}, dq{BN_new()}, qinv{BN_new()};
};

bool Compute(const BIGNUM* p, const BIGNUM* q, Numbers& out) {
  const BnCtxPtr context(BN_CTX_new());
  const BignumPtr p1(BN_dup(p)), q1(BN_dup(q)), phi(BN_new()), gcd(BN_new()), lambda(BN_new());
  BN_CTX* const ctx = context.get();
  for (BIGNUM* secret : {p1.get(), q1.get(), phi.get(), lambda.get(), out.d.get()}) {
    BN_set_flags(secret, BN_FLG_CONSTTIME);
  }
  return BN_mul(out.n.get(), p, q, ctx) && BN_set_word(out.e.get(), RSA_F4) &&
         BN_sub_word(p1.get(), 1) && BN_sub_word(q1.get(), 1) &&
         BN_mul(phi.get(), p1.get(), q1.get(), ctx) && BN_gcd(gcd.get(), p1.get(), q1.get(), ctx) &&
         BN_div(lambda.get(), nullptr, phi.get(), gcd.get(), ctx) &&
         BN_mod_inverse(out.d.get(), out.e.get(), lambda.get(), ctx) &&
         BN_mod(out.dp.get(), out.d.get(), p1.get(), ctx) &&
         BN_mod(out.dq.get(), out.d.get(), q1.get(), ctx) &&
         BN_mod_inverse(out.qinv.get(), q, p, ctx);
}

absl::StatusOr<PkeyPtr> Assemble(const BIGNUM* p, const BIGNUM* q, const Numbers& numbers) {
  const ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD* const b = builder.get();
  OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_N, numbers.n.get());
  OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_E, numbers.e.get());
  OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_D, numbers.d.get());
  OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_FACTOR1, p);
  OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_FACTOR2, q);
  OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_EXPONENT1, numbers.dp.get());
  OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_EXPONENT2, numbers.dq.get());
  OSSL_PARAM_BLD_push_BN(b, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, numbers.qinv.get());
  const ParamsPtr params(OSSL_PARAM_BLD_to_param(b));
  const PkeyCtxPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, params.get()) != 1) {
    return OpensslError("cannot make an RSA key");
  }
  return PkeyPtr(key);
}

absl::StatusOr<PkeyPtr> KeyOf(const BIGNUM* p, const BIGNUM* q) {
  Numbers numbers;
  if (!Compute(p, q, numbers)) return OpensslError("cannot make an RSA key");
  return Assemble(p, q, numbers);
}

}  // namespace

absl::StatusOr<PkeyPtr> RsaKeyOfPrimes(const char* p, const char* q) {
  BIGNUM* numbers[2] = {nullptr, nullptr};
  BN_hex2bn(&numbers[0], p);
  BN_hex2bn(&numbers[1], q);
  const BignumPtr larger(numbers[0]), smaller(numbers[1]);
  if (!larger || !smaller) return OpensslError("cannot read a prime");
  return KeyOf(larger.get(), smaller.get());
}

absl::StatusOr<PkeyPtr> GenerateRsaKey() {
  for (;;) {
    PrimeHunt hunt;
    if (hunt.found().size() < 2) return OpensslError("cannot find a prime");
    BignumPtr p = std::move(hunt.found()[0]);
    BignumPtr q = std::move(hunt.found()[1]);
    if (BN_cmp(p.get(), q.get()) < 0) std::swap(p, q);
    // FIPS 186-4, B.3.3, step 5.4. It has never happened to anybody.
    const BignumPtr difference(BN_new());
    BN_sub(difference.get(), p.get(), q.get());
    if (BN_num_bits(difference.get()) <= kPrimeBits - 100) continue;
    return KeyOf(p.get(), q.get());
  }
}

}  // namespace mock::jwt
