// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IInvariantGuard
/// @notice A contract that checks what it promises to keep true inside each guarded call, before and after.
/// @dev Trust: no role. Whoever writes the invariants decides what is refused: an invariant that fails for a reason
/// outside the contract (an oracle that is down) refuses every guarded call, so leave a way out unguarded.
/// @dev Warning: calls nested in a guarded call are checked once, at the end of the outermost.
interface IInvariantGuard {
    /// @notice A named statement: `target` is asked with `call`, and must answer with one word that is 1.
    /// @param name short text, in the error when it fails
    /// @param gasMax the gas it gets; running out counts as failing
    struct Invariant {
        bytes32 name;
        address target;
        uint64 gasMax;
        bytes call;
    }

    /// @notice Raised when the invariant does not hold; `isAfter` says whether the call broke it or found it broken.
    error InvariantBroken(bytes32 name, bool isAfter);

    /// @notice Raised when too little gas is left to ask: `gasMax` would not arrive.
    error TooLittleGas(bytes32 name, uint256 needed);

    /// @notice Returns the invariants of this contract.
    function allInvariants() external view returns (Invariant[] memory);

    /// @notice Returns the name of the first invariant that does not hold now; zero if all do.
    function firstBroken() external view returns (bytes32 name);
}
