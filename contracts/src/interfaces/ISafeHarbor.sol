// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ISafeHarbor
/// @notice A protocol's SEAL Safe Harbor terms as data on its chain, with every version kept.
/// @dev The fields are those of the agreement's version 3 (chains by CAIP-2 identifier, addresses as text so that they
/// can be of any chain), and three that this repository's contracts enforce: caps, fee and recovery address.
/// @dev Trust: the governor can publish other terms; a claim and a rescue follow the version in force when they began.
/// @dev Warning: what whitehats may legally rely on is the agreement at `agreementURI`, not this contract.
interface ISafeHarbor {
    enum ChildContractScope {
        None,
        ExistingOnly,
        FutureOnly,
        All
    }

    enum Identity {
        Anonymous,
        Pseudonymous,
        Named
    }

    struct Contact {
        string name;
        string contact;
    }

    /// @param chain the place of the account's chain in `chains`; the agreement nests accounts in their chain instead,
    /// which the compiler cannot decode within its stack
    struct Account {
        uint256 chain;
        string accountAddress;
        ChildContractScope childContractScope;
    }

    struct Chain {
        string assetRecoveryAddress;
        string caip2ChainId;
    }

    struct BountyTerms {
        uint256 bountyPercentage;
        uint256 bountyCapUSD;
        bool retainable;
        Identity identity;
        string diligenceRequirements;
        uint256 aggregateBountyCapUSD;
    }

    struct Agreement {
        string protocolName;
        Contact[] contactDetails;
        Chain[] chains;
        Account[] accounts;
        BountyTerms bountyTerms;
        string agreementURI;
    }

    /// @notice What the contracts here enforce of a version.
    /// @param caps the highest bounty for a report of low, medium, high and critical severity, in the vault's token
    /// @param recovery where rescued assets on this chain go
    /// @param feeBps the part of a rescue that the rescuer keeps, at most 2,000; 0 unless `retainable`
    struct Enforced {
        uint128[4] caps;
        address recovery;
        uint16 feeBps;
    }

    /// @notice Emitted when a version is published; `hash` is keccak256(abi.encode(agreement)).
    event Published(uint256 indexed version, bytes32 hash);

    /// @notice Raised when `caller` is not the governor.
    error Unauthorized(address caller);

    /// @notice Raised for falling caps, no recovery address, a fee above the stated one or its bound, an account
    /// without chain.
    error BadTerms();

    /// @notice Raised when there is no such version.
    error NoVersion(uint256 version);

    /// @notice Publishes the next version. Only the governor; the first is published at deployment.
    function publish(Agreement memory agreement, Enforced memory enforced) external;

    /// @notice Returns the number of the version in force; they count from 1.
    function version() external view returns (uint256);

    /// @notice Returns the agreement of a version.
    function agreementOf(uint256 number) external view returns (Agreement memory);

    /// @notice Returns what is enforced of a version.
    function enforcedOf(uint256 number) external view returns (Enforced memory);
}
