#pragma once
#include <filesystem>
#include <memory>

#include "base/result.h"

namespace vigia::store {

/// Compresses one file `X` into `X.zst`, piece by piece; `X` is deleted when `X.zst` is durable.
class Squeeze {
  public:
    [[nodiscard]] static Result<Squeeze> begin(const std::filesystem::path& plain);
    ~Squeeze();  ///< gives up an unfinished one
    Squeeze(Squeeze&&) noexcept;
    Squeeze& operator=(Squeeze&&) noexcept;

    /// Compresses up to 4 MB. False when all is done. Errors: unavailable; the plain file stays.
    Result<bool> step();

  private:
    struct Inside;
    explicit Squeeze(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::store
