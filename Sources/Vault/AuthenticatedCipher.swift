// SPDX-License-Identifier: EUPL-1.2

internal import COpenSSL
internal import Glibc

/// AES-256-GCM (NIST SP 800-38D) by libcrypto, for values that come by the million.
///
/// Every person has keys of their own, so each value has another key: what counts is how fast a key
/// can be changed. Each thread has a context that is made once (`docs/decisions/0011`).
enum AuthenticatedCipher {
    static let keySize = 32
    static let nonceSize = 12
    static let tagSize = 16

    /// Writes ciphertext and tag to `sealed`, which has room for exactly these.
    static func seal(
        _ plaintext: UnsafeRawBufferPointer,
        key: UnsafeRawBufferPointer,
        nonce: UnsafeRawBufferPointer,
        context: UnsafeRawBufferPointer,
        into sealed: UnsafeMutableRawBufferPointer
    ) {
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: what is sealed can be moved. docs/rigs.md.
            let context =
                Control.isOn("DROPPED_CONTEXT")
                ? UnsafeRawBufferPointer(rebasing: context[..<0]) : context
        #endif
        precondition(key.count == keySize && nonce.count == nonceSize)
        precondition(sealed.count == plaintext.count + tagSize)
        let cipher = ofThisThread()
        var length: Int32 = 0
        let target = bytes(sealed)
        let isDone =
            EVP_EncryptInit_ex2(cipher, nil, bytes(key), bytes(nonce), nil) == 1
            && EVP_EncryptUpdate(cipher, nil, &length, bytes(context), Int32(context.count)) == 1
            && EVP_EncryptUpdate(cipher, target, &length, bytes(plaintext), Int32(plaintext.count))
                == 1
            && EVP_EncryptFinal_ex(cipher, target?.advanced(by: plaintext.count), &length) == 1
            && EVP_CIPHER_CTX_ctrl(
                cipher,
                EVP_CTRL_AEAD_GET_TAG,
                Int32(tagSize),
                target?.advanced(by: plaintext.count)
            ) == 1
        // Nothing that is given to it can make sealing fail.
        precondition(isDone, "libcrypto does not encrypt")
    }

    /// Writes the plaintext to `plaintext`; false, and nothing but zeros there, when key, context or
    /// any byte is not the one that was sealed.
    static func open(
        _ sealed: UnsafeRawBufferPointer,
        key: UnsafeRawBufferPointer,
        nonce: UnsafeRawBufferPointer,
        context: UnsafeRawBufferPointer,
        into plaintext: UnsafeMutableRawBufferPointer
    ) -> Bool {
        #if SPOOR_CONTROLS
            // CONTROL, wrong on purpose: what is sealed can be moved. docs/rigs.md.
            let context =
                Control.isOn("DROPPED_CONTEXT")
                ? UnsafeRawBufferPointer(rebasing: context[..<0]) : context
        #endif
        precondition(key.count == keySize && nonce.count == nonceSize)
        precondition(sealed.count == plaintext.count + tagSize)
        let cipher = ofThisThread()
        var length: Int32 = 0
        let target = bytes(plaintext)
        let isDone =
            EVP_DecryptInit_ex2(cipher, nil, bytes(key), bytes(nonce), nil) == 1
            && EVP_DecryptUpdate(cipher, nil, &length, bytes(context), Int32(context.count)) == 1
            && EVP_DecryptUpdate(cipher, target, &length, bytes(sealed), Int32(plaintext.count))
                == 1
            && EVP_CIPHER_CTX_ctrl(
                cipher,
                EVP_CTRL_AEAD_SET_TAG,
                Int32(tagSize),
                UnsafeMutableRawPointer(mutating: bytes(sealed)?.advanced(by: plaintext.count))
            ) == 1
            && EVP_DecryptFinal_ex(cipher, target?.advanced(by: plaintext.count), &length) == 1
        // What did not prove to be ours is shown to nobody.
        if !isDone { OPENSSL_cleanse(plaintext.baseAddress, plaintext.count) }
        return isDone
    }

    /// Overwrites a key that is no longer needed, also where the compiler sees no use in it.
    static func wipe(_ secret: UnsafeMutableRawBufferPointer) {
        OPENSSL_cleanse(secret.baseAddress, secret.count)
    }

    private static func bytes(_ buffer: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
        buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    }

    private static func bytes(_ buffer: UnsafeMutableRawBufferPointer)
        -> UnsafeMutablePointer<UInt8>?
    {
        buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    }

    private static let slot: pthread_key_t = {
        var key = pthread_key_t()
        let made = pthread_key_create(&key) { EVP_CIPHER_CTX_free($0.map(OpaquePointer.init)) }
        precondition(made == 0, "no room for a context of each thread")
        return key
    }()

    private static func ofThisThread() -> OpaquePointer {
        if let known = pthread_getspecific(slot) { return OpaquePointer(known) }
        guard let cipher = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil),
            let context = EVP_CIPHER_CTX_new(),
            EVP_EncryptInit_ex2(context, cipher, nil, nil, nil) == 1
        else { preconditionFailure("libcrypto has no AES-256-GCM") }
        // The context holds the cipher from now on.
        EVP_CIPHER_free(cipher)
        pthread_setspecific(slot, UnsafeRawPointer(context))
        return context
    }
}
